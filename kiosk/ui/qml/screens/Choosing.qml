// What it is about: one touch, then the number comes.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import "../parts"

Page {
    id: root

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
        font.pixelSize: root.theme.large
        color: root.theme.muted
        Layout.fillWidth: true
        Layout.bottomMargin: 24 * root.theme.unit
    }
    Repeater {
        model: root.view.concerns
        delegate: ConcernButton {
            required property var modelData

            theme: root.theme
            text: modelData.name
            hint: modelData.hint
            sign: modelData.sign
            onPressed: root.view.choose(modelData.id)
        }
    }
    Item { Layout.fillHeight: true }
}
