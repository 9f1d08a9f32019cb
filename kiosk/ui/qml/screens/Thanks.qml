// Feedback has been given; nothing is asked any more.
import "../parts"

Notice {
    icon: "check"
    iconColour: theme.success
    withHelp: false
    withFinish: true
}
