// Not today, not here, not readable: plainly why, and what to do next.
import QtQuick
import "../parts"

Notice {
    id: root

    icon: "letter"
    title: view.title
    fact: view.fact
    lines: view.lines
    withBack: true
    actions: [
        WideButton {
            theme: root.theme
            visible: root.view.retry !== ""
            primary: true
            icon: "repeat"
            text: root.view.words.retry
            onPressed: root.view.appointment()
        },
        WideButton {
            theme: root.theme
            visible: root.view.retry !== ""
            icon: "keys"
            text: root.view.words.type_code
            onPressed: root.view.typeCode()
        }
    ]
}
