// The first question: appointment or none. The camera already looks.
import QtQuick
import QtQuick.Layouts
import "../parts"

Page {
    id: root

    withAllLanguages: true

    Words {
        theme: root.theme
        text: root.view.greeting
        font.pixelSize: root.theme.title * 1.08
        font.weight: Font.DemiBold
        lineHeight: 1.04
        Layout.fillWidth: true
        Layout.topMargin: 24 * root.theme.unit
    }
    Words {
        theme: root.theme
        text: root.view.otherGreeting
        color: root.theme.muted
        font.pixelSize: root.theme.body
        Layout.fillWidth: true
    }
    Choice {
        theme: root.theme
        primary: true
        icon: "code"
        text: root.view.words.appointment
        hint: root.view.words.appointment_hint
        onPressed: root.view.appointment()
        Layout.topMargin: 24 * root.theme.unit
    }
    Choice {
        theme: root.theme
        icon: "ticket"
        text: root.view.words.walk_in
        hint: root.view.words.walk_in_hint
        onPressed: root.view.walkIn()
    }
    WideButton {
        theme: root.theme
        icon: "keys"
        text: root.view.words.type_code
        onPressed: root.view.typeCode()
    }
}
