// The first question: what did you come for? The camera already looks.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import "../parts"

Page {
    id: root

    readonly property bool faces: view.faces.length > 0
    readonly property bool exit: view.largeOffers.length === 0 && view.smallOffers.length === 0

    withHelp: !exit
    // Who reads no German finds their own script at once, where there is room for all.
    readonly property bool chips: theme.roomy && !view.low && !exit

    bareLanguages: chips

    Title {
        theme: root.theme
        text: root.view.greeting
        font.pixelSize: root.theme.title * (root.theme.roomy ? 1.06 : 1)
    }
    Words {
        readonly property bool wanted: text !== ""
        readonly property bool extra: true

        theme: root.theme
        text: root.view.otherGreeting
        color: root.theme.muted
    }
    Repeater {
        model: root.view.largeOffers
        delegate: Choice {
            required property var modelData

            theme: root.theme
            primary: modelData.id === "check_in"
            icon: modelData.icon
            text: modelData.text
            hint: modelData.hint
            onPressed: root.view.come(modelData.id)
        }
    }
    GridLayout {
        readonly property bool wanted: root.view.smallOffers.length > 0
        readonly property bool touch: true
        readonly property bool aside: true

        columns: root.theme.roomy ? Math.max(1, root.view.smallOffers.length) : root.theme.wide ? 2 : 1
        columnSpacing: root.theme.gap
        rowSpacing: root.theme.gap

        Repeater {
            model: root.view.smallOffers
            delegate: WideButton {
                required property var modelData

                theme: root.theme
                tall: root.theme.roomy && root.view.smallOffers.length > 1
                size: root.theme.small
                icon: modelData.icon
                text: modelData.text
                onPressed: root.view.come(modelData.id)
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
            }
        }
    }
    Item {
        readonly property bool wanted: root.exit && root.theme.roomy
        readonly property real stretch: 0.6
    }
    Words {
        readonly property bool wanted: root.faces

        theme: root.theme
        text: root.exit ? root.view.words.feedback_hint : root.view.words.feedback_question
        font.pixelSize: root.exit ? root.theme.large : root.theme.body
    }
    GridLayout {
        readonly property bool wanted: root.faces
        readonly property bool touch: true
        readonly property real stretch: root.exit ? 8 : 0
        readonly property real most: root.theme.small * (root.theme.roomy ? 12 : 20)

        columns: root.theme.roomy ? 5 : 1
        columnSpacing: root.theme.gap
        rowSpacing: root.theme.gap

        Repeater {
            model: root.view.faces
            delegate: FaceButton {
                required property var modelData

                theme: root.theme
                row: !root.theme.roomy
                big: root.exit
                score: modelData.score
                text: modelData.text
                onPressed: root.view.score(modelData.score)
            }
        }
    }
    Item {
        readonly property real stretch: root.exit ? 1 : 0.001
    }
    GridLayout {
        readonly property bool wanted: root.chips
        readonly property bool extra: true
        readonly property bool touch: true

        columns: 3
        columnSpacing: root.theme.gap * 0.6
        rowSpacing: root.theme.gap * 0.6

        Repeater {
            model: root.view.languages
            delegate: LanguageButton {
                required property var modelData

                theme: root.theme
                small: true
                text: modelData.name
                chosen: modelData.lang === root.view.lang ? "yes" : "no"
                onPressed: root.view.speak(modelData.lang)
            }
        }
    }
}
