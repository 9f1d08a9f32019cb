// The answer takes longer: what is safe, and what the visitor can do.
import QtQuick
import "../parts"

Notice {
    id: root

    icon: "clock"
    iconColour: theme.warning
    iconGround: theme.warningTint
    title: view.words.delayed_title
    fact: view.words.delayed_text
    lines: [view.words.delayed_wait, view.words.delayed_leave]
    withFinish: true
}
