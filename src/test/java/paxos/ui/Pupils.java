package paxos.ui;

import static paxos.ui.Classroom.onFx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.event.ActionEvent;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import paxos.fault.LinkFaults;
import paxos.fault.Links;
import paxos.node.Node;
import paxos.synod.Reason;
import paxos.trace.Event;
import paxos.trace.EventLog;
import paxos.trace.Happening;
import paxos.view.Conductor;
import paxos.view.HostedNode;
import paxos.view.NodeActions;

/// What a class does with what is open before it, from a seed: one ballot after the other by all legislators in turn, and
/// now and then whatever else the windows offer. For one thread, not JavaFX's.
final class Pupils {

    /// How long a ballot is waited for; where there is no majority, none ends.
    private static final Duration PATIENCE = Duration.ofMillis(700);
    private static final Duration HELD = Duration.ofMillis(60);
    /// Once in so many ballots each of the following happens, on the average.
    private static final int CRASH = 120;
    private static final int HOLD = 150;
    private static final int FIND = 60;
    private static final int LOOK = 40;
    private static final int LINK = 250;
    private static final int DUEL = 80;
    private static final int WALK = 200;
    private static final int CHAMBER = 400;
    /// For so many ballots somebody who crashed stays away, a link is bad, messengers walk.
    private static final int SOME = 15;

    private final Classroom room;
    private final SplittableRandom chance;
    private final int lively;
    private final Conductor conductor;
    private final Set<Node> away = new HashSet<>();
    private long read;
    private int ballots;
    private int started;
    private int decided;
    private int crashes;
    private int back = -1;
    private int healed = -1;
    private int atOnce = -1;

    /// A class as it is.
    Pupils(Classroom room, long seed) {
        this(room, seed, 1);
    }

    /// @param lively how many times as often something happens besides ballots
    Pupils(Classroom room, long seed, int lively) {
        this.room = room;
        this.lively = lively;
        this.chance = new SplittableRandom(seed);
        this.conductor = new Conductor(room.house().hosted());
    }

    /// How many ballots were asked for.
    int ballots() {
        return ballots;
    }

    /// How many ballots began with a NextBallot.
    int started() {
        return started;
    }

    /// How many ballots passed.
    int decided() {
        return decided;
    }

    int crashes() {
        return crashes;
    }

    /// Has the next legislator start a ballot, and waits until it has passed, for a while.
    void ballot() {
        endWhatIsOver();
        maybeMore();
        List<Node> nodes = room.nodes();
        int turn = ballots++ % nodes.size();
        Node president = nodes.get(turn);
        if (away.contains(president)) {
            president = nodes.stream().filter(node -> !away.contains(node)).findFirst().orElseThrow();
        }
        boolean duel = happens(DUEL);
        boolean hold = !duel && happens(HOLD);
        if (hold) {
            hold(president);
            return;
        }
        int before = decided;
        if (turn < room.windows().size() && president == nodes.get(turn) && chance.nextInt(4) == 0) {
            NodeWindow window = room.windows().get(turn);
            onFx(() -> {
                window.startBallot();
                return true;
            });
        } else {
            propose(president);
        }
        if (duel) {
            nodes.stream().filter(node -> !away.contains(node)).forEach(Pupils::propose);
        }
        awaitPassed(before);
    }

    /// All crash, forget, and come back; waits until they have.
    void newParliament() {
        endAtOnce();
        int nodes = room.nodes().size();
        long from = room.log().next();
        NodeActions actions = new NodeActions(room.house(), room.house().hosted().getFirst(), Runnable::run);
        actions.newParliament();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        int forgot = 0;
        int open = 0;
        long at = from;
        while (open < nodes) {
            if (System.nanoTime() > deadline || !actions.trouble().get().isEmpty()) {
                throw new AssertionError("No new parliament: " + actions.trouble().get());
            }
            for (Event event : next(at, Duration.ofMillis(100))) {
                at = event.number() + 1;
                forgot += event.what() instanceof Happening.Forgot ? 1 : 0;
                open += forgot > 0 && event.what() instanceof Happening.Opened ? 1 : 0;
            }
        }
    }

    /// Nobody is away, nothing is held, all links are well.
    void endAtOnce() {
        back = Math.min(back, ballots);
        healed = Math.min(healed, ballots);
        atOnce = Math.min(atOnce, ballots);
        endWhatIsOver();
    }

    private boolean happens(int onceIn) {
        return chance.nextInt(Math.max(1, onceIn / lively)) == 0;
    }

    // ---- Ballots

    private static void propose(Node node) {
        try {
            node.propose(Optional.empty()).get(10, TimeUnit.SECONDS);
        } catch (ExecutionException refused) {
            // It crashed meanwhile: then there is no ballot.
        } catch (InterruptedException | TimeoutException stuck) {
            throw new AssertionError(node.name() + " does not answer.", stuck);
        }
    }

    private void awaitPassed(int before) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (decided == before && System.nanoTime() < deadline) {
            readOn();
        }
    }

    private void readOn() {
        for (Event event : next(read, Duration.ofMillis(20))) {
            read = event.number() + 1;
            if (event.what() instanceof Happening.Stepped(_, var why)) {
                started += why.reason() == Reason.STARTED ? 1 : 0;
                decided += why.reason() == Reason.PASSED ? 1 : 0;
            }
        }
    }

    private List<Event> next(long from, Duration atMost) {
        EventLog log = room.log();
        try {
            log.await(from, atMost);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
        return log.from(from);
    }

    /// A ballot while all messages are held; some steps by hand, then all go.
    private void hold(Node president) {
        onFx(() -> {
            conductor.pause(true);
            return true;
        });
        int before = decided;
        propose(president);
        for (int step = 0; step < 5; step++) {
            pause(HELD.dividedBy(5));
            onFx(conductor::step);
        }
        onFx(() -> {
            conductor.pause(false);
            return true;
        });
        awaitPassed(before);
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    // ---- What happens besides

    private void maybeMore() {
        if (back < 0 && happens(CRASH)) {
            Node node = room.nodes().get(chance.nextInt(room.nodes().size()));
            Classroom.join(node.crash());
            away.add(node);
            crashes++;
            back = ballots + SOME;
        }
        if (healed < 0 && happens(LINK)) {
            List<String> names = new ArrayList<>(room.house().parliament().legislators());
            String from = names.remove(chance.nextInt(names.size()));
            String to = names.get(chance.nextInt(names.size()));
            LinkFaults faults = switch (chance.nextInt(3)) {
                case 0 -> LinkFaults.NONE.withCut(true);
                case 1 -> LinkFaults.NONE.withLoss(40);
                default -> LinkFaults.NONE.withDuplicates(60);
            };
            links().set(from, to, faults);
            healed = ballots + SOME;
        }
        if (atOnce < 0 && happens(WALK)) {
            room.house().hosted().forEach(each -> each.messengers().setMillis(5));
            atOnce = ballots + SOME;
        }
        if (happens(FIND)) {
            find(chance.nextInt(2) == 0 ? "ballot:" + chance.nextInt(4 * ballots + 1) : "voted from:" + room.nodes().getLast().name());
        }
        if (happens(LOOK)) {
            look();
        }
        if (happens(CHAMBER)) {
            room.reopenChamber();
        }
    }

    private Links links() {
        return room.house().hosted().getFirst().bench().links();
    }

    private void endWhatIsOver() {
        if (back >= 0 && ballots >= back) {
            away.forEach(node -> Classroom.join(node.open()));
            away.clear();
            back = -1;
        }
        if (healed >= 0 && ballots >= healed) {
            links().heal();
            healed = -1;
        }
        if (atOnce >= 0 && ballots >= atOnce) {
            room.house().hosted().stream().map(HostedNode::messengers).forEach(each -> each.setMillis(0));
            atOnce = -1;
        }
    }

    /// Types something to find, looks at it, and lets go of it again.
    private void find(String query) {
        Scene scene = anyScene();
        onFx(() -> {
            for (String field : List.of("#search", "#timeline-search")) {
                if (scene.lookup(field) instanceof TextField search) {
                    search.setText(query);
                    search.fireEvent(new ActionEvent());
                }
            }
            return true;
        });
        room.awaitFrame();
        onFx(() -> {
            for (String field : List.of("#search", "#timeline-search")) {
                if (scene.lookup(field) instanceof TextField search) {
                    search.setText("");
                }
            }
            room.shared().focus().clear();
            fire(scene, "#live");
            fire(scene, "#live");
            return true;
        });
    }

    /// Turns to something else on the screen.
    private void look() {
        Scene scene = anyScene();
        int what = chance.nextInt(7);
        int tab = chance.nextInt(4);
        onFx(() -> {
            switch (what) {
                case 0 -> room.shared().appearance().dark().set(!room.shared().appearance().dark().get());
                case 1 -> fire(scene, "#logical-steps");
                case 2 -> fire(scene, "#wall-clock");
                case 3 -> fire(scene, "#mine");
                case 4 -> fire(scene, "#whole");
                case 5 -> fire(scene, chance.nextInt(2) == 0 ? "#zoom-in" : "#zoom-out");
                default -> {
                    if (scene.lookup("#tabs") instanceof TabPane tabs) {
                        tabs.getSelectionModel().select(tab);
                    }
                }
            }
            return true;
        });
    }

    private static void fire(Scene scene, String button) {
        if (scene.lookup(button) instanceof ButtonBase found) {
            found.fire();
        }
    }

    private Scene anyScene() {
        int which = chance.nextInt(room.windows().size() + 1);
        return (which == room.windows().size() ? room.chamber().stage() : room.windows().get(which).stage()).getScene();
    }
}
