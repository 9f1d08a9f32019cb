// What it is about: one touch, then the number comes.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import "../parts"

Page {
    id: root

    readonly property bool many: view.concerns.length > 5

    withBack: true

    Words {
        theme: root.theme
        text: root.view.words.choosing_title
        font.pixelSize: root.theme.title * 1.08
        font.weight: Font.DemiBold
        Layout.fillWidth: true
        Layout.topMargin: 24 * root.theme.unit
    }
    Words {
        theme: root.theme
        text: root.view.words.choosing_text
        color: root.theme.muted
        Layout.fillWidth: true
        Layout.bottomMargin: 24 * root.theme.unit
    }
    ColumnLayout {
        spacing: root.many ? 16 * root.theme.unit : 32 * root.theme.unit
        Layout.fillWidth: true
        Layout.fillHeight: true

        Repeater {
            model: root.view.concerns
            delegate: ConcernButton {
                required property var modelData

                theme: root.theme
                text: modelData.name
                hint: modelData.hint
                compact: root.many
                sign: modelData.sign
                onPressed: root.view.choose(modelData.id)
            }
        }
    }
    Item { Layout.fillHeight: true }
}
