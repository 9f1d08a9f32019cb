// The answer takes longer: what is safe, and what the visitor can do.
import "../parts"

Notice {
    icon: "clock"
    iconColour: theme.warning
    withFinish: true
    finishQuietly: true
    finishWord: view.words.to_reception
    finishIcon: "desk"
}
