package paxos.ui.faults;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import paxos.fault.Hold;
import paxos.view.HostedNode;

/// What can be done to a message that waits at a legislator of this process.
public final class HeldMenu {

    private HeldMenu() {
    }

    /// The menu for a message, wherever it was pointed at.
    ///
    /// @param hosted the nodes of this process
    /// @param id     the sender's id of the message
    /// @return empty where it does not wait here
    public static Optional<ContextMenu> of(List<HostedNode> hosted, String from, String to, String id) {
        return hosted.stream().filter(each -> each.node().name().equals(to)).map(each -> each.bench().hold())
                .flatMap(hold -> hold.waiting().stream()
                        .filter(each -> each.envelope().from().equals(Optional.of(from)) && each.envelope().id().equals(Optional.of(id)))
                        .map(each -> of(hold, each.number())))
                .findFirst();
    }

    /// The menu for a message that waits.
    static ContextMenu of(Hold hold, long number) {
        return new ContextMenu(item("Deliver", number, hold::deliver), item("Drop", number, hold::drop),
                item("Duplicate", number, hold::duplicate));
    }

    private static MenuItem item(String text, long number, Consumer<Long> action) {
        MenuItem item = new MenuItem(text);
        item.setId("held-" + text.toLowerCase(Locale.ROOT));
        item.setOnAction(_ -> action.accept(number));
        return item;
    }
}
