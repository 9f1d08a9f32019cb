// An alarm over whatever screen stands: pictogram, what to do in two languages, what else is on.
pragma ComponentBehavior: Bound

import QtQuick
import Eingangszone.Kiosk
import "../parts"

Rectangle {
    id: root

    required property SessionView view
    required property AlarmView alarm
    required property Theme theme

    color: alarm.ground

    // Each sheet has a direction of its own, and Python has placed the rest.
    LayoutMirroring.enabled: false
    LayoutMirroring.childrenInherit: true

    MouseArea {
        // What lies below is covered for fingers too.
        anchors.fill: parent
    }
    MouseArea {
        // Where the clock stands otherwise: staff fetch the evacuation list by their PIN.
        anchors.top: parent.top
        anchors.right: parent.right
        width: root.theme.touch * 2
        height: root.theme.touch
        pressAndHoldInterval: 3000
        onPressAndHold: root.view.service()
    }
    Rectangle {
        x: root.alarm.block.x
        y: root.alarm.block.y
        width: root.alarm.block.width
        height: root.alarm.block.height
        radius: root.theme.radius
        color: root.alarm.field

        Pictogram {
            anchors.centerIn: parent
            width: root.alarm.markSize
            path: root.alarm.pictogram
            ink: root.alarm.mark
        }
    }
    Repeater {
        model: root.alarm.sheets
        delegate: AlarmSheet { theme: root.theme }
    }
    Row {
        x: root.alarm.foot.x
        y: root.alarm.foot.y
        spacing: root.theme.gap

        Repeater {
            model: root.alarm.tiles
            delegate: AlarmTile { size: root.alarm.tile }
        }
    }
    WideButton {
        x: root.alarm.button.x
        y: root.alarm.button.y
        width: root.alarm.button.width
        height: root.alarm.button.height
        visible: height > 0
        theme: root.theme
        text: root.view.words.alarm_aside
        icon: "next"
        size: root.theme.large
        mirrored: root.view.rtl
        LayoutMirroring.enabled: root.view.rtl
        LayoutMirroring.childrenInherit: true
        onPressed: root.view.putAside()
    }
}
