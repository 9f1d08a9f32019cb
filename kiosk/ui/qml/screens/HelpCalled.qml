// Somebody has been told and comes.
import "../parts"

Notice {
    icon: "person"
    withHelp: false
    withFinish: true
    finishQuietly: true
}
