// All languages by their own names, each in its script.
pragma ComponentBehavior: Bound

import QtQuick
import Eingangszone.Kiosk
import "../parts"

Page {
    id: root

    split: false
    withHelp: false
    withManner: false
    withClose: true

    Title {
        theme: root.theme
        text: root.view.words.languages_title
    }
    Tiles {
        readonly property bool touch: true
        readonly property real stretch: 1
        readonly property real most: root.theme.small * (root.theme.wide ? 14 : 27)

        columns: root.theme.wide ? (root.theme.roomy ? 4 : 3) : 2
        gap: root.theme.gap
        mirrored: root.view.rtl

        Repeater {
            model: root.view.languages
            delegate: LanguageButton {
                required property var modelData

                theme: root.theme
                text: modelData.name
                chosen: modelData.lang === root.view.lang ? "yes" : "no"
                onPressed: root.view.speak(modelData.lang)
            }
        }
    }
}
