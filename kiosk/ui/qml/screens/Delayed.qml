// The answer takes longer: what is safe, and what the visitor can do.
import QtQuick
import "../parts"

Notice {
    id: root

    icon: "clock"
    iconColour: theme.warning
    iconGround: theme.warningTint
    title: view.title
    fact: view.fact
    lines: view.lines
    withFinish: true
}
