// Not today, not here, not readable: plainly why, and what to do next.
import QtQuick
import "../parts"

Notice {
    id: root

    icon: view.icon
    withBack: true

    WideButton {
        readonly property bool wanted: root.view.nextStep === "scan"

        theme: root.theme
        primary: true
        icon: "repeat"
        text: root.view.words.retry
        onPressed: root.view.come("check_in")
    }
    WideButton {
        readonly property bool wanted: root.view.nextStep === "scan"

        theme: root.theme
        icon: "keys"
        text: root.view.words.type_code
        onPressed: root.view.come("type")
    }
    WideButton {
        readonly property bool wanted: root.view.nextStep === "number"

        theme: root.theme
        primary: true
        icon: "ticket"
        text: root.view.words.take_number
        onPressed: root.view.come("ticket")
    }
    WideButton {
        readonly property bool wanted: root.view.nextStep === "other"

        theme: root.theme
        primary: true
        icon: "group"
        text: root.view.words.choose_other
        onPressed: root.view.come("ticket")
    }
}
