package paxos.ui;

import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import paxos.view.NodeModel;

/// In the legislator's colour: its name and address, what it is doing now, and for each peer whether it can be reached.
final class Header extends HBox {

    /// What the names of the peers may take at most, in characters; where they take more, a count stands for them.
    private static final int MOST_CHARACTERS = 64;
    /// What a dot, a cross and the space between take, in characters.
    private static final int CHARACTERS_BESIDE_A_NAME = 4;
    private static final PseudoClass REACHABLE = PseudoClass.getPseudoClass("reachable");

    Header(NodeModel model, String address, Colours colours) {
        getStyleClass().add("header");
        colours.paint(this, model.name());
        Label name = new Label(model.name());
        name.getStyleClass().add("header-name");
        name.setMinWidth(Region.USE_PREF_SIZE);
        Label where = new Label(address);
        where.getStyleClass().add("header-address");
        Label doing = new Label();
        doing.getStyleClass().add("doing");
        doing.setId("doing");
        // What gives way first where there is little room is the address.
        doing.setMinWidth(Region.USE_PREF_SIZE);
        where.setMinWidth(0);
        doing.textProperty().bind(model.doing());
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox peers = new HBox();
        peers.getStyleClass().add("peers");
        peers.setMinWidth(Region.USE_PREF_SIZE);
        getChildren().addAll(name, where, doing, space, dropped(model), peers);
        if (haveRoom(model.peers())) {
            model.peers().forEach(peer -> peers.getChildren().add(dot(model, peer)));
        } else {
            peers.getChildren().add(count(model));
        }
        // However little room there is, it must not make the whole window wider than it is.
        setMinWidth(0);
    }

    /// How much was sent away at the door, where any was: strangers, another secret, another program.
    private static Label dropped(NodeModel model) {
        Label label = new Label();
        label.setId("dropped");
        label.getStyleClass().add("dropped");
        label.setMinWidth(Region.USE_PREF_SIZE);
        label.setTooltip(new Tooltip("Dropped at this legislator's door: broken messages, strangers, too many connections. None of it changed anything. Why says what it was."));
        label.textProperty().bind(model.dropped().map("⊘ %d dropped"::formatted));
        label.visibleProperty().bind(model.dropped().map(times -> times.longValue() > 0));
        label.managedProperty().bind(label.visibleProperty());
        return label;
    }

    private static boolean haveRoom(Iterable<String> peers) {
        int characters = 0;
        for (String peer : peers) {
            characters += peer.length() + CHARACTERS_BESIDE_A_NAME;
        }
        return characters <= MOST_CHARACTERS;
    }

    private static Label dot(NodeModel model, String peer) {
        Circle circle = new Circle(5.5);
        circle.getStyleClass().add("peer-dot");
        Label label = new Label(peer, circle);
        label.getStyleClass().add("peer");
        label.setId("peer-" + peer);
        Tooltip tip = new Tooltip();
        label.setTooltip(tip);
        model.reachable(peer).subscribe(reachable -> {
            circle.pseudoClassStateChanged(REACHABLE, reachable);
            // A cross as well, for whoever cannot tell the colours apart.
            label.setText(reachable ? peer : peer + " ✕");
            tip.setText(reachable ? peer + " can be reached." : peer + " cannot be reached: not started, crashed or cut off.");
        });
        return label;
    }

    private static Label count(NodeModel model) {
        Label label = new Label();
        label.getStyleClass().add("peer");
        label.setId("peers-count");
        Tooltip tip = new Tooltip();
        tip.setWrapText(true);
        label.setTooltip(tip);
        Runnable recount = () -> {
            List<String> missing = new ArrayList<>();
            for (String peer : model.peers()) {
                if (!model.reachable(peer).get()) {
                    missing.add(peer);
                }
            }
            int peers = model.parliament().size() - 1;
            label.setText("%d of %d peers reachable".formatted(peers - missing.size(), peers));
            tip.setText(missing.isEmpty() ? "All can be reached." : "Not reachable: " + String.join(", ", missing));
        };
        model.peers().forEach(peer -> model.reachable(peer).subscribe(recount));
        recount.run();
        return label;
    }
}
