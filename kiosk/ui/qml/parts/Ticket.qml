// What the visitor takes along: the number, where to wait, how to get there, how long.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

Page {
    id: root

    property bool success: false

    Words {
        theme: root.theme
        text: root.view.title
        font.pixelSize: root.theme.large * 1.24
        font.weight: Font.DemiBold
        lineHeight: 1.06
        Layout.fillWidth: true
    }
    NumberCard {
        view: root.view
        theme: root.theme
        size: 238 * root.theme.unit
        Layout.fillWidth: true
    }
    WayLine {
        view: root.view
        theme: root.theme
        Layout.fillWidth: true
    }
    FloorPlan {
        view: root.view
        theme: root.theme
        plan: root.view.plan
        visible: root.view.plan.shown
        Layout.fillWidth: true
        Layout.fillHeight: true
    }
    ColumnLayout {
        spacing: 4 * root.theme.unit
        Layout.fillWidth: true

        Words {
            theme: root.theme
            visible: text !== ""
            text: root.view.fact
            font.pixelSize: root.theme.body * 1.1
            font.weight: Font.DemiBold
            Layout.fillWidth: true
        }
        Repeater {
            model: root.view.lines
            delegate: Words {
                required property string modelData

                theme: root.theme
                text: modelData
                Layout.fillWidth: true
            }
        }
    }
    Item {
        visible: !root.view.plan.shown
        Layout.fillHeight: true
    }
    PaperLine {
        theme: root.theme
        text: root.view.paper
        success: root.success
        Layout.fillWidth: true
    }
}
