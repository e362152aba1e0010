package paxos.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import paxos.node.Logs;
import paxos.node.MemoryDisk;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Message;
import paxos.synod.Parliament;
import paxos.view.BallotProgress.Ending;
import paxos.view.MessageRow.Direction;
import paxos.view.MessageRow.Fate;
import paxos.view.timeline.Arrow;
import paxos.view.timeline.Timeline;

/// The view models of four windows, told by four real nodes what happened.
class LiveViewsTest {

    private static final List<String> NAMES = List.of("alpha", "beta", "gamma", "delta");
    private static final Parliament FOUR = new Parliament(NAMES);

    private final Map<String, MemoryDisk> disks = new ConcurrentHashMap<>();
    private final LittleParliament parliament = new LittleParliament(NAMES, NAMES,
            name -> disks.computeIfAbsent(name, _ -> new MemoryDisk()), Path.of("nowhere"));
    private final Map<String, NodeModel> models = NAMES.stream()
            .collect(Collectors.toMap(name -> name, name -> new NodeModel(FOUR, name)));
    private final Timeline timeline = new Timeline(FOUR);
    private final EventFeed feed = new EventFeed(parliament.log());
    private long read;

    @BeforeEach
    void open() {
        parliament.openAll();
    }

    @AfterEach
    void close() {
        parliament.close();
    }

    /// Reads events, as a window's pulse does, until it is so.
    private void readUntil(BooleanSupplier so) throws InterruptedException {
        while (true) {
            feed.poll(event -> {
                read = event.number() + 1;
                models.values().forEach(model -> model.take(event));
                timeline.take(event);
            });
            if (so.getAsBoolean()) {
                return;
            }
            assertTrue(parliament.log().await(read, Logs.PATIENCE), "nothing more happens");
        }
    }

    private NodeModel model(String name) {
        return models.get(name);
    }

    private List<Arrow> arrows() {
        return IntStream.range(timeline.arrows().first(), timeline.arrows().next()).mapToObj(timeline.arrows()::get).toList();
    }

    /// BeginBallots on their way; the LastVote of a priest outside the quorum may be under way as well.
    private long walkingSlips() {
        return arrows().stream().filter(arrow -> arrow.message() instanceof Message.BeginBallot
                && arrow.fate() == paxos.view.timeline.Fate.WALKING).count();
    }

    private BallotProgress ballot(String name) {
        return model(name).ballot().get();
    }

    private boolean reachesAll(String name) {
        return NAMES.stream().filter(peer -> !peer.equals(name)).allMatch(peer -> model(name).reachable(peer).get());
    }

    @Test
    void afterABallotAllWindowsShowTheDecreeThatIsOnTheDisks() throws InterruptedException {
        parliament.startBallot("beta", 17);
        readUntil(() -> ballot("beta").step() == BallotProgress.FINISHED
                && NAMES.stream().allMatch(name -> ballot(name).ending() == Ending.PASSED) && timeline.walking() == 0
                && NAMES.stream().allMatch(this::reachesAll));
        for (String name : NAMES) {
            assertEquals(disks.get(name).ledger(), model(name).ledger().get(), name);
            assertEquals(Optional.of(new Decree(17)), model(name).ledger().get().decree());
            assertEquals("knows the decree: 17", model(name).doing().get());
            assertEquals("beta", ballot(name).president());
            assertEquals(new Ballot(1), ballot(name).ballot());
            assertEquals("", model(name).alarm().get());
            model(name).peers().forEach(peer -> assertTrue(model(name).reachable(peer).get(), name + " reaches " + peer));
        }
        assertEquals(Set.copyOf(NAMES), ballot("beta").told());
        assertEquals(3, ballot("beta").quorum().size());
        assertEquals(ballot("beta").quorum(), ballot("beta").voters());
    }

    /// What one window says was handed over, another says was received; nothing shows twice.
    @Test
    void theMessagesOfAllWindowsAgreeWithEachOtherAndWithTheTimeline() throws InterruptedException {
        parliament.startBallot("beta", 17);
        readUntil(() -> ballot("beta").step() == BallotProgress.FINISHED && timeline.walking() == 0
                && NAMES.stream().allMatch(name -> ballot(name).ending() == Ending.PASSED)
                && models.values().stream().flatMap(model -> model.messages().stream())
                        .noneMatch(row -> row.fate().get() == Fate.WALKING));

        assertEquals(shown(Direction.OUT), shown(Direction.IN));
        assertEquals(arrows().size(), shown(Direction.OUT).values().stream().mapToLong(Long::longValue).sum());
        assertTrue(arrows().stream().allMatch(arrow -> arrow.fate().isArrival() && arrow.startSeen()
                && arrow.end().orElseThrow().wall() > arrow.start().wall()), () -> arrows().toString());
        long firstRound = arrows().stream().filter(arrow -> arrow.message() instanceof Message.NextBallot).count();
        assertEquals(3, firstRound);
    }

    /// How often each message went from whom to whom, as the windows of its senders or of its receivers show it.
    private Map<String, Long> shown(Direction direction) {
        return models.values().stream().flatMap(model -> model.messages().stream()
                        .filter(row -> row.direction() == direction)
                        .map(row -> (direction == Direction.OUT ? model.name() + " to " + row.peer()
                                : row.peer() + " to " + model.name()) + ": " + row.message()))
                .collect(Collectors.groupingBy(line -> line, Collectors.counting()));
    }

    @Test
    void midBallotThePresidentSeesWhoAnsweredAndTheMessengersWalk() throws InterruptedException {
        parliament.hold(message -> message instanceof Message.BeginBallot);
        parliament.startBallot("alpha", 17);
        readUntil(() -> ballot("alpha").step() == 4 && walkingSlips() == 2);
        assertEquals(3, ballot("alpha").answered().size());
        assertEquals("president of ballot 0 – step 4 of 6", model("alpha").doing().get());
        parliament.letGo();
        readUntil(() -> ballot("alpha").step() == BallotProgress.FINISHED && timeline.walking() == 0);
    }

    @Test
    void aPresidentThatCrashesMidBallotLosesTheSlipInItsWindowOnly() throws InterruptedException {
        parliament.hold(message -> message instanceof Message.BeginBallot);
        parliament.startBallot("alpha", 17);
        readUntil(() -> ballot("alpha").step() == 4);
        parliament.crash("alpha");
        parliament.letGo();
        readUntil(() -> model("alpha").presence().get() == NodeModel.Presence.CRASHED && timeline.walking() == 0);
        assertEquals(Ending.SLIP_LOST, ballot("alpha").ending());
        assertEquals(disks.get("alpha").ledger(), model("alpha").ledger().get());

        parliament.open("alpha");
        parliament.startBallot("beta", 99);
        readUntil(() -> NAMES.stream().allMatch(name -> model(name).ledger().get().decree().isPresent()) && timeline.walking() == 0);
        Decree decree = model("beta").ledger().get().decree().orElseThrow();
        assertTrue(NAMES.stream().allMatch(name -> model(name).ledger().get().decree().equals(Optional.of(decree))));
    }

    @Test
    void twoPresidentsEachSeeTheirOwnBallotOrAHigherOneNeverAMixture() throws InterruptedException {
        parliament.hold(message -> message instanceof Message.LastVote);
        parliament.startBallot("alpha", 17);
        readUntil(() -> NAMES.stream().allMatch(name -> ballot(name).ballot().equals(new Ballot(0))));
        parliament.startBallot("beta", 99);
        readUntil(() -> NAMES.stream().allMatch(name -> ballot(name).ballot().equals(new Ballot(1))));
        parliament.letGo();
        readUntil(() -> ballot("beta").step() == BallotProgress.FINISHED
                && NAMES.stream().allMatch(name -> ballot(name).ending() == Ending.PASSED));
        assertEquals("beta", ballot("alpha").president());
        assertEquals(new Ballot(1), ballot("alpha").ballot());
        assertEquals(Set.of("alpha"), ballot("alpha").answered());
    }

    @Test
    void whoeverIsCutOffKeepsItsMessagesCrossedOut() throws InterruptedException {
        parliament.cutOff("delta");
        parliament.startBallot("alpha", 17);
        readUntil(() -> ballot("alpha").told().size() == 3 && timeline.walking() == 0);
        assertEquals(Ending.PASSED, ballot("alpha").ending());
        assertEquals(6, ballot("alpha").step(), "delta has not been told");
        assertEquals(Set.of("delta"), model("alpha").messages().stream().filter(row -> row.matches("lost:yes"))
                .map(MessageRow::peer).collect(Collectors.toSet()));
        assertEquals(Optional.empty(), model("delta").ledger().get().decree());
    }
}
