// An alarm: its pictogram, what to do in German and in another language, and what else is on.
pragma ComponentBehavior: Bound

import QtQuick
import Signage
import "../parts"

Rectangle {
    id: alarm

    required property EmergencyView view

    color: view.ground

    Rectangle {
        x: alarm.view.blockX
        y: alarm.view.blockY
        width: alarm.view.blockWidth
        height: alarm.view.blockHeight
        radius: 0.04 * height
        color: alarm.view.field

        Pictogram {
            anchors.centerIn: parent
            width: alarm.view.markSize
            path: alarm.view.pictogram
            ink: alarm.view.mark
        }
    }

    AlarmSheet {
        view: alarm.view.upper
    }

    Rectangle {
        visible: alarm.view.lower.title !== ""
        x: alarm.view.lower.areaX
        y: alarm.view.lower.areaY - 0.25 * alarm.view.footFont
        width: alarm.view.lower.areaWidth
        height: Math.max(2, 0.08 * alarm.view.footFont)
        color: "#ffffff"
    }

    AlarmSheet {
        view: alarm.view.lower
    }

    Column {
        x: alarm.view.footX
        width: parent.width - 2 * x
        anchors.bottom: foot.top
        spacing: 0.3 * alarm.view.footFont

        Repeater {
            model: alarm.view.others

            OtherAlarm {
                width: parent.width
                height: alarm.view.other
            }
        }
    }

    Words {
        id: foot

        x: alarm.view.footX
        y: alarm.view.footY
        width: parent.width - 2 * x
        height: alarm.view.footHeight
        text: alarm.view.foot
        color: "#ffffff"
        font.pixelSize: alarm.view.footFont
    }
}
