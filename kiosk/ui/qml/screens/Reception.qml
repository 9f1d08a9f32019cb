// The kiosk cannot do it now; a person can.
import QtQuick
import "../parts"

Notice {
    icon: "desk"
    title: view.title
    lines: view.lines
    withHelp: false
    withFinish: true
}
