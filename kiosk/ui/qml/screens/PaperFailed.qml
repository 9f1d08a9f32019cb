// No paper came: the number is shown as large as it can be, and spoken.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import "../parts"

Page {
    id: root

    withFinish: true

    Words {
        theme: root.theme
        text: root.view.title
        font.pixelSize: root.theme.title
        font.weight: Font.DemiBold
        lineHeight: 1.04
        Layout.fillWidth: true
    }
    NumberCard {
        view: root.view
        theme: root.theme
        size: 264 * root.theme.unit
        signShare: 0.62
        Layout.fillWidth: true
    }
    Repeater {
        model: root.view.lines
        delegate: Words {
            required property string modelData

            theme: root.theme
            text: modelData
            font.pixelSize: root.theme.body
            Layout.fillWidth: true
        }
    }
    WayLine {
        view: root.view
        theme: root.theme
        Layout.fillWidth: true
        Layout.topMargin: 16 * root.theme.unit
    }
    FloorPlan {
        view: root.view
        theme: root.theme
        plan: root.view.plan
        visible: root.view.plan.shown
        Layout.fillWidth: true
        Layout.fillHeight: true
    }
    Item {
        visible: !root.view.plan.shown
        Layout.fillHeight: true
    }
}
