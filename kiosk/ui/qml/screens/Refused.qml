// Not today, not here, not readable: plainly why, and what to do next.
import QtQuick
import "../parts"

Notice {
    id: root

    icon: view.icon
    title: view.title
    fact: view.fact
    lines: view.lines
    withBack: true
    actions: [
        WideButton {
            theme: root.theme
            visible: root.view.nextStep === "scan"
            primary: true
            icon: "repeat"
            text: root.view.words.retry
            onPressed: root.view.appointment()
        },
        WideButton {
            theme: root.theme
            visible: root.view.nextStep === "scan"
            icon: "keys"
            text: root.view.words.type_code
            onPressed: root.view.typeCode()
        },
        WideButton {
            theme: root.theme
            visible: root.view.nextStep === "number"
            icon: "ticket"
            text: root.view.words.take_number
            onPressed: root.view.walkIn()
        }
    ]
}
