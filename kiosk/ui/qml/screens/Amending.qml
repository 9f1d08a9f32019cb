// The visitor is not alone, or has another concern as well; the number stays.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import "../parts"

Page {
    id: root

    withBack: true

    Title {
        theme: root.theme
        text: root.view.title
        font.pixelSize: root.theme.large * 1.2
    }
    Words {
        theme: root.theme
        text: root.view.words.amending_persons
    }
    RowLayout {
        readonly property bool touch: true

        spacing: root.theme.gap

        RoundButton {
            theme: root.theme
            icon: "minus"
            text: root.view.words.amending_fewer
            closed: root.view.personsLeast
            onPressed: root.view.count(-1)
        }
        Words {
            theme: root.theme
            text: root.view.persons
            font.pixelSize: root.theme.large
            font.weight: Font.DemiBold
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }
        RoundButton {
            theme: root.theme
            icon: "plus"
            text: root.view.words.amending_more
            closed: root.view.personsMost
            onPressed: root.view.count(1)
        }
    }
    Words {
        readonly property bool wanted: root.view.concerns.length > 0
        readonly property bool aside: true

        theme: root.theme
        text: root.view.words.amending_concerns
    }
    Repeater {
        model: root.view.concerns
        delegate: ConcernCard {
            required property var modelData

            theme: root.theme
            text: modelData.name
            terse: true
            sign: modelData.sign
            chosen: modelData.chosen ? "yes" : "no"
            onPressed: root.view.choose(modelData.id)
        }
    }
    Item {
        readonly property real stretch: 0.001
    }
    Pager {
        view: root.view
        theme: root.theme
    }
    WideButton {
        theme: root.theme
        primary: true
        icon: "check"
        text: root.view.words.amending_save
        onPressed: root.view.save()
    }
}
