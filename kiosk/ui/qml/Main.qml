// The window: one screen at a time, named after the state of the session, and what lies over it.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Window
import Eingangszone.Kiosk
import "parts"
import "screens"
import "overlays"

Window {
    id: window

    required property SessionView view
    required property AlarmView alarm
    required property Theme theme
    required property size panel
    required property real zoom
    readonly property bool testing: view.serviceDeed === "screen" && !alarm.stands
    readonly property bool covered: view.leaving || view.overlay !== "" || testing || alarm.stands

    width: panel.width * zoom
    height: panel.height * zoom
    color: theme.ground
    title: view.office

    LayoutMirroring.enabled: view.rtl
    LayoutMirroring.childrenInherit: true

    Item {
        id: scene

        width: window.panel.width
        height: window.panel.height
        scale: window.zoom
        transformOrigin: Item.TopLeft

        Item {
            anchors.fill: parent
            visible: !window.covered

            Stage { active: window.view.state === "starting"; sourceComponent: Starting { view: window.view; theme: window.theme } }
            Stage { active: window.view.state === "welcome"; sourceComponent: Welcome { view: window.view; theme: window.theme } }
            Stage { active: window.view.state === "scanning"; sourceComponent: Scanning { view: window.view; theme: window.theme } }
            Stage { active: window.view.state === "typing"; sourceComponent: Typing { view: window.view; theme: window.theme } }
            Stage { active: window.view.state === "choosing"; sourceComponent: Choosing { view: window.view; theme: window.theme } }
            Stage { active: window.view.state === "asking"; sourceComponent: Asking { view: window.view; theme: window.theme } }
            Stage { active: window.view.state === "delayed"; sourceComponent: Delayed { view: window.view; theme: window.theme } }
            Stage { active: window.view.state === "printing"; sourceComponent: Printing { view: window.view; theme: window.theme } }
            Stage { active: window.view.state === "done"; sourceComponent: Done { view: window.view; theme: window.theme } }
            Stage { active: window.view.state === "amending"; sourceComponent: Amending { view: window.view; theme: window.theme } }
            Stage { active: window.view.state === "paper_failed"; sourceComponent: PaperFailed { view: window.view; theme: window.theme } }
            Stage { active: window.view.state === "refused"; sourceComponent: Refused { view: window.view; theme: window.theme } }
            Stage { active: window.view.state === "help_called"; sourceComponent: HelpCalled { view: window.view; theme: window.theme } }
            Stage { active: window.view.state === "reception"; sourceComponent: Reception { view: window.view; theme: window.theme } }
            Stage { active: window.view.state === "documents"; sourceComponent: Documents { view: window.view; theme: window.theme } }
            Stage { active: window.view.state === "receipt"; sourceComponent: Receipt { view: window.view; theme: window.theme } }
            Stage { active: window.view.state === "rooms"; sourceComponent: Rooms { view: window.view; theme: window.theme } }
            Stage { active: window.view.state === "room"; sourceComponent: Room { view: window.view; theme: window.theme } }
            Stage { active: window.view.state === "why"; sourceComponent: Why { view: window.view; theme: window.theme } }
            Stage { active: window.view.state === "thanks"; sourceComponent: Thanks { view: window.view; theme: window.theme } }
            Stage { active: window.view.state === "pin"; sourceComponent: Pin { view: window.view; theme: window.theme } }
            Stage { active: window.view.state === "service"; sourceComponent: Service { view: window.view; theme: window.theme } }
        }
        Stage { active: window.view.overlay === "languages" && !window.view.leaving; sourceComponent: Languages { view: window.view; theme: window.theme } }
        Stage { active: window.view.overlay === "options" && !window.view.leaving; sourceComponent: Options { view: window.view; theme: window.theme } }
        Stage { active: window.testing; sourceComponent: ScreenTest { view: window.view; theme: window.theme } }
        Stage { active: window.view.leaving; sourceComponent: Stay { view: window.view; theme: window.theme } }
        Stage { active: window.alarm.stands; sourceComponent: Alarm { view: window.view; alarm: window.alarm; theme: window.theme } }
    }
}
