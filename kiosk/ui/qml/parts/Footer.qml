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
    property bool named: false
    // Pictures alone where words would need a second row.
    readonly property bool bare: !theme.roomy || (!theme.wide && !named)
    readonly property real bareWidth: theme.touch * 1.15 + flow.spacing
    readonly property bool stacked: !theme.roomy && !theme.wide
    readonly property real pictures: (withLanguages ? bareWidth : 0) + (withOptions ? bareWidth : 0)
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
        spacing: root.theme.gap * 0.75

        FooterButton {
            theme: root.theme
            visible: root.withBack
            text: root.view.words.back
            icon: "back"
            mirrored: root.view.rtl
            bare: !root.theme.roomy
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
            id: done

            readonly property real taken: visible ? width + flow.spacing : 0

            theme: root.theme
            visible: root.withFinish
            primary: true
            text: root.view.words.finish
            icon: "check"
            most: flow.width - (root.bare ? root.pictures : 0) - (root.withBack && !root.theme.roomy ? root.bareWidth : 0)
            onPressed: root.view.finish()
        }
        FooterButton {
            theme: root.theme
            visible: root.withLanguages
            text: root.view.words.languages
            icon: "globe"
            bare: root.bare
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
        FooterButton {
            theme: root.theme
            visible: root.withHelp
            text: root.view.words.help
            icon: "person"
            most: flow.width - (root.stacked || !root.bare || (root.withBack && root.withFinish) ? 0 : root.pictures + done.taken + (root.withBack ? root.bareWidth : 0))
            onPressed: root.view.help()
        }
    }
}
