// The kiosk cannot do it now; a person can.
import "../parts"

Notice {
    icon: "desk"
    withHelp: false
    withFinish: true
}
