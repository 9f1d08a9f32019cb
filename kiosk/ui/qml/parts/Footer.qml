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
    property bool finishQuietly: false
    property string finishWord: view.words.finish
    property string finishIcon: "check"
    // Words for as many as one row holds; pictures alone for the others, the most needed last.
    readonly property real named: backward.room + closing.room + done.room + languages.room + options.room + person.room - flow.spacing
    readonly property int bare: theme.bare(named - flow.width, [options.saved, languages.saved, backward.saved], person.room)
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
            id: backward

            theme: root.theme
            visible: root.withBack
            text: root.view.words.back
            icon: "back"
            mirrored: root.view.rtl
            bare: root.bare > 2
            most: flow.width
            onPressed: root.view.back()
        }
        FooterButton {
            id: closing

            theme: root.theme
            visible: root.withClose
            primary: true
            text: root.view.words.close
            icon: "back"
            mirrored: root.view.rtl
            most: flow.width
            onPressed: root.view.back()
        }
        FooterButton {
            id: done

            theme: root.theme
            visible: root.withFinish
            primary: !root.finishQuietly
            text: root.finishWord
            icon: root.finishIcon
            most: flow.width
            onPressed: root.view.finish()
        }
        FooterButton {
            id: languages

            theme: root.theme
            visible: root.withLanguages
            text: root.view.words.languages
            icon: "globe"
            bare: root.bare > 1
            most: flow.width
            onPressed: root.view.openLanguages()
        }
        FooterButton {
            id: options

            theme: root.theme
            visible: root.withOptions
            text: root.view.words.options
            icon: "options"
            bare: root.bare > 0
            most: flow.width
            onPressed: root.view.openOptions()
        }
        FooterButton {
            id: person

            theme: root.theme
            visible: root.withHelp
            text: root.view.words.help
            icon: "person"
            most: flow.width
            onPressed: root.view.help()
        }
    }
}
