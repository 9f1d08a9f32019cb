// The first question: what did you come for? The camera already looks.
pragma ComponentBehavior: Bound

import QtQuick
import Eingangszone.Kiosk
import "../parts"

Page {
    id: root

    readonly property bool faces: view.faces.length > 0
    readonly property bool inRows: !theme.roomy && !(theme.wide && exit)
    readonly property bool exit: view.largeOffers.length === 0 && view.smallOffers.length === 0

    withHelp: !exit
    split: !exit
    // Who reads no German finds their own script at once, where there is room for all; beside the
    // faces and all offers there is none, and the languages stand behind their button.
    readonly property int rows: view.largeOffers.length + (view.smallOffers.length > 0 ? 1 : 0)
    readonly property bool chips: theme.roomy && !view.low && !exit && !(faces && rows > 2) && view.notice === ""

    withLanguages: !chips

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
    Tiles {
        readonly property bool wanted: root.theme.roomy && root.view.smallOffers.length > 0
        readonly property bool touch: true
        readonly property bool aside: true

        columns: Math.max(1, root.view.smallOffers.length)
        gap: root.theme.gap
        mirrored: root.view.rtl

        Repeater {
            model: root.view.smallOffers
            delegate: SmallOffer {
                view: root.view
                theme: root.theme
                tall: root.view.smallOffers.length > 1
            }
        }
    }
    Repeater {
        // Where they do not fit beside each other.
        model: root.theme.roomy ? [] : root.view.smallOffers
        delegate: SmallOffer {
            view: root.view
            theme: root.theme
        }
    }
    Item {
        readonly property bool wanted: root.faces && root.theme.roomy
        readonly property real stretch: 0.6
    }
    Words {
        readonly property bool wanted: root.faces

        theme: root.theme
        text: root.exit ? root.view.words.feedback_hint : root.view.words.feedback_question
        font.pixelSize: root.exit ? root.theme.large : root.theme.body
    }
    Faces {
        readonly property bool wanted: root.faces && !root.inRows
        readonly property real stretch: root.exit ? 8 : 0

        view: root.view
        theme: root.theme
        big: root.exit
    }
    Repeater {
        model: root.inRows ? root.view.faces : []
        delegate: Face {
            view: root.view
            theme: root.theme
            row: true
        }
    }
    Item {
        readonly property real stretch: root.exit ? 1 : 0.001
    }
    LanguageChips {
        readonly property bool wanted: root.chips

        view: root.view
        theme: root.theme
    }
}
