// A person's help, one step back, and the language: on every screen in the same place.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Eingangszone.Kiosk

Rectangle {
    id: root

    required property SessionView view
    required property Theme theme
    required property bool withHelp
    required property bool withBack
    required property bool withFinish
    required property var languages

    color: theme.paper
    implicitHeight: theme.touch * 1.1 + 64 * theme.unit

    Rectangle {
        width: parent.width
        height: Math.max(2, 2 * root.theme.unit)
        color: root.theme.line
    }
    WideButton {
        visible: root.view.leaving
        anchors.fill: parent
        anchors.leftMargin: root.theme.margin
        anchors.rightMargin: root.theme.margin
        anchors.topMargin: 24 * root.theme.unit
        anchors.bottomMargin: 24 * root.theme.unit
        theme: root.theme
        primary: true
        icon: "clock"
        text: root.view.words.stay
        onPressed: root.view.stay()
    }
    RowLayout {
        visible: !root.view.leaving
        anchors.fill: parent
        anchors.leftMargin: root.theme.margin
        anchors.rightMargin: root.theme.margin
        spacing: 16 * root.theme.unit

        SmallButton {
            theme: root.theme
            visible: root.withBack
            text: root.view.words.back
            icon: "back"
            onPressed: root.view.back()
        }
        SmallButton {
            theme: root.theme
            visible: root.withFinish
            text: root.view.words.finish
            icon: "check"
            onPressed: root.view.finish()
        }
        SmallButton {
            theme: root.theme
            visible: root.withHelp
            text: root.view.words.help
            icon: "person"
            onPressed: root.view.help()
        }
        Item { Layout.fillWidth: true }
        Repeater {
            model: root.languages
            delegate: LanguageButton {
                required property var modelData

                theme: root.theme
                text: modelData.name
                chosen: modelData.lang === root.view.lang
                onPressed: root.view.speak(modelData.lang)
            }
        }
    }
}
