// One step back, a person's help, the language, other ways to use the kiosk: always in one place.
import QtQuick
import Eingangszone.Kiosk

Rectangle {
    id: root

    required property SessionView view
    required property Theme theme
    required property bool withHelp
    required property bool withBack
    required property bool withFinish
    required property bool withClose
    required property bool withLanguages
    required property bool withOptions
    property bool bareLanguages: false
    // Pictures alone where words would need a second row.
    readonly property bool bare: !theme.roomy || (!theme.wide && (withBack || withFinish))
    readonly property real bareWidth: theme.touch * 1.25 + theme.gap
    readonly property real rest: flow.width - (!bare ? 0 : (withLanguages ? bareWidth : 0) + (withOptions ? bareWidth : 0))
    readonly property real inset: theme.roomy ? 28 * theme.unit : 16 * theme.unit

    color: theme.paper
    visible: withHelp || withBack || withFinish || withClose || withLanguages || withOptions
    implicitHeight: visible ? flow.height + 2 * inset : 0

    Rectangle {
        width: parent.width
        height: Math.max(2, 2 * root.theme.unit)
        color: root.theme.line
    }
    Flow {
        id: flow

        y: root.inset
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: root.theme.margin
        anchors.rightMargin: root.theme.margin
        spacing: root.theme.gap

        FooterButton {
            theme: root.theme
            visible: root.withBack
            text: root.view.words.back
            icon: "back"
            mirrored: root.view.rtl
            most: flow.width
            onPressed: root.view.back()
        }
        FooterButton {
            theme: root.theme
            visible: root.withClose
            primary: true
            text: root.view.words.close
            icon: "check"
            most: flow.width
            onPressed: root.view.back()
        }
        FooterButton {
            theme: root.theme
            visible: root.withFinish
            primary: true
            text: root.view.words.finish
            icon: "check"
            most: flow.width
            onPressed: root.view.finish()
        }
        FooterButton {
            theme: root.theme
            visible: root.withHelp
            text: root.view.words.help
            icon: "person"
            most: root.rest
            onPressed: root.view.help()
        }
        FooterButton {
            theme: root.theme
            visible: root.withLanguages
            text: root.view.words.languages
            icon: "globe"
            bare: root.bare || root.bareLanguages
            most: flow.width
            onPressed: root.view.openLanguages()
        }
        FooterButton {
            theme: root.theme
            visible: root.withOptions
            text: root.view.words.options
            icon: "options"
            bare: root.bare
            most: flow.width
            onPressed: root.view.openOptions()
        }
    }
}
