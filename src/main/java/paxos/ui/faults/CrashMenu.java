package paxos.ui.faults;

import java.util.Locale;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.SplitMenuButton;
import paxos.fault.CrashPoint;
import paxos.fault.CrashPoint.Deed;
import paxos.fault.CrashPoint.When;
import paxos.view.FaultDesk;

/// Crashes a legislator: now, or at the worst moment.
final class CrashMenu {

    private CrashMenu() {
    }

    /// Gives the button its menu.
    static void fill(SplitMenuButton button, FaultDesk desk) {
        for (When when : When.values()) {
            Menu menu = new Menu("Crash once, %s…".formatted(when.word()));
            menu.setId("crash-" + when.word());
            boolean wrote = true;
            for (Deed deed : Deed.values()) {
                if (wrote && !deed.isWrite()) {
                    menu.getItems().add(new SeparatorMenuItem());
                }
                wrote = deed.isWrite();
                MenuItem item = new MenuItem("… %s %s (%s)".formatted(when.word(), deed.words(), deed.modernTerm()));
                item.setId("crash-%s-%s".formatted(when.word(), deed.name().toLowerCase(Locale.ROOT).replace('_', '-')));
                item.setOnAction(_ -> desk.crashWhen(new CrashPoint(when, deed)));
                menu.getItems().add(item);
            }
            button.getItems().add(menu);
        }
        MenuItem disarm = new MenuItem("Do not crash after all");
        disarm.setId("disarm");
        disarm.setOnAction(_ -> desk.disarm());
        desk.armed().subscribe(armed -> disarm.setDisable(armed.isEmpty()));
        button.getItems().addAll(new SeparatorMenuItem(), disarm);
    }
}
