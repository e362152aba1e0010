package paxos.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.util.WaitForAsyncUtils;
import paxos.node.Disk;
import paxos.node.Logs;
import paxos.node.MemoryDisk;
import paxos.synod.Decree;
import paxos.trace.Event;
import paxos.trace.Happening;

/// What a person can do to alpha, whose parliament has beta and gamma in this process and delta elsewhere.
class NodeActionsTest {

    private final Map<String, MemoryDisk> disks = new ConcurrentHashMap<>();
    private final List<String> unforgettable = Collections.synchronizedList(new ArrayList<>());
    private final LittleParliament parliament = new LittleParliament(List.of("alpha", "beta", "gamma", "delta"),
            List.of("alpha", "beta", "gamma"), this::disk, Path.of("nowhere"));
    private final NodeActions actions = actions(parliament.house());

    private NodeActions actions(House house) {
        return new NodeActions(house, parliament.hosted("alpha"), Runnable::run);
    }

    private Disk disk(String name) {
        MemoryDisk memory = new MemoryDisk();
        disks.put(name, memory);
        return new Disk() {
            @Override
            public Open open() throws IOException {
                return memory.open();
            }

            @Override
            public void forget() throws IOException {
                if (unforgettable.contains(name)) {
                    throw new IOException("The folder of " + name + " cannot be emptied.");
                }
                memory.forget();
            }
        };
    }

    @AfterEach
    void close() {
        parliament.close();
    }

    private List<Happening.Sent> started() {
        return Logs.of(parliament.log(), "alpha", Happening.Sent.class);
    }

    private void waitForTrouble(String sentence) throws Exception {
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> actions.trouble().get().equals(sentence));
    }

    private void waitUntilAllKnow(int decree) throws Exception {
        for (MemoryDisk disk : disks.values()) {
            WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> disk.ledger().decree().equals(Optional.of(new Decree(decree))));
        }
    }

    // ---- Starting a ballot

    @Test
    void startsABallotForTheDecreeThatIsTyped() throws Exception {
        parliament.openAll();
        actions.startBallot(" 17 ");
        waitUntilAllKnow(17);
        assertEquals("", actions.trouble().get());
    }

    @Test
    void startsABallotForItsNumberWhereNothingIsTyped() throws Exception {
        parliament.openAll();
        actions.startBallot("  ");
        waitUntilAllKnow(0);
    }

    @Test
    void startsABallotForTheWishOfTheCommandLineWhereNothingIsTyped() throws Exception {
        parliament.openAll();
        House house = parliament.house();
        actions(new House(house.parliament(), house.addresses(), house.log(), house.hosted(), Optional.of(new Decree(99))))
                .startBallot("");
        waitUntilAllKnow(99);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-2147483648", "2147483647", "0", "-0", "+5"})
    void anyWholeNumberOf32BitsIsADecree(String typed) throws Exception {
        parliament.openAll();
        actions.startBallot(typed);
        waitUntilAllKnow(Integer.parseInt(typed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"olives", "1.5", "2147483648", "-2147483649", "1 7", "0x11", "1e3", "–", "١٧a"})
    void whatIsNoWholeNumberStartsNothing(String typed) {
        parliament.openAll();
        actions.startBallot(typed);
        assertEquals(("“%s” is no decree: a decree is a whole number from -2147483648 to 2147483647. "
                + "Empty means that of --decree, or else the ballot's number.").formatted(typed), actions.trouble().get());
        parliament.node("alpha").crash().join();
        assertEquals(List.of(), started());
    }

    @Test
    void whoHasCrashedStartsNoBallotAndSaysWhatToDo() throws Exception {
        parliament.openAll();
        parliament.crash("alpha");
        actions.startBallot("17");
        waitForTrouble("alpha is not in the chamber and can start no ballot. Restart it first.");
        assertEquals(List.of(), started());
    }

    @Test
    void theNextActionClearsTheTroubleOfTheLast() {
        parliament.openAll();
        for (Runnable next : List.<Runnable>of(() -> actions.startBallot("1"), actions::crash, actions::restart,
                actions::newParliament, actions::dismissTrouble)) {
            actions.startBallot("olives");
            assertTrue(actions.trouble().get().contains("olives"));
            next.run();
            assertEquals("", actions.trouble().get());
        }
    }

    // ---- Crash and restart

    @Test
    void crashesAndComesBackWithItsLedger() throws Exception {
        parliament.openAll();
        actions.startBallot("17");
        waitUntilAllKnow(17);
        actions.crash();
        Logs.await(parliament.log(), "alpha", Happening.Crashed.class, crashed -> !crashed.byItself());
        long crash = parliament.log().next();
        actions.restart();
        Happening.Opened back = Logs.await(parliament.log(), crash, "alpha", Happening.Opened.class, _ -> true);
        assertEquals(Optional.of(new Decree(17)), back.state().ledger().decree());
    }

    @Test
    void aRestartThatFailsSaysWhy() throws Exception {
        disks.get("alpha").open();
        actions.restart();
        waitForTrouble("Another process holds the folder.");
    }

    @Test
    void aNodeThatHasLeftSaysSo() throws Exception {
        parliament.node("alpha").close();
        actions.restart();
        waitForTrouble("alpha has left; start the program again.");
    }

    // ---- A new parliament

    @Test
    void aNewParliamentForgetsTheDecreeAndGoesOn() throws Exception {
        parliament.openAll();
        actions.startBallot("17");
        waitUntilAllKnow(17);
        long before = parliament.log().next();
        actions.newParliament();
        for (String name : disks.keySet()) {
            Logs.await(parliament.log(), before, name, Happening.Opened.class, _ -> true);
        }
        disks.values().forEach(disk -> assertEquals(Optional.empty(), disk.ledger().decree()));
        actions.startBallot("18");
        waitUntilAllKnow(18);
    }

    /// Else a messenger could carry an old decree into the new parliament.
    @Test
    void allCrashBeforeAnyForgetsAndAllForgetBeforeAnyComesBack() throws Exception {
        parliament.openAll();
        long before = parliament.log().next();
        actions.newParliament();
        for (String name : disks.keySet()) {
            Logs.await(parliament.log(), before, name, Happening.Opened.class, _ -> true);
        }
        List<Event> events = parliament.log().from(before);
        assertTrue(last(events, Happening.Crashed.class) < first(events, Happening.Forgot.class), events.toString());
        assertTrue(last(events, Happening.Forgot.class) < first(events, Happening.Opened.class), events.toString());
        assertEquals(3, events.stream().filter(event -> event.what() instanceof Happening.Forgot).count());
    }

    private static long first(List<Event> events, Class<?> kind) {
        return events.stream().filter(event -> kind.isInstance(event.what())).mapToLong(Event::number).min().orElseThrow();
    }

    private static long last(List<Event> events, Class<?> kind) {
        return events.stream().filter(event -> kind.isInstance(event.what())).mapToLong(Event::number).max().orElseThrow();
    }

    @Test
    void whereOneCannotForgetNobodyComesBack() throws Exception {
        parliament.openAll();
        unforgettable.add("beta");
        long before = parliament.log().next();
        actions.newParliament();
        waitForTrouble("Not everybody has forgotten the parliament. The folder of beta cannot be emptied. Mend that, then ask for a "
                + "new parliament again; before that, restart nobody: whoever remembers the old decree would bring it back.");
        for (String name : disks.keySet()) {
            parliament.node(name).crash().join();
        }
        assertTrue(parliament.log().from(before).stream().noneMatch(event -> event.what() instanceof Happening.Opened));
    }

    @Test
    void namesThoseWhomItDoesNotReach() {
        assertEquals(List.of("delta"), actions.seatedElsewhere());
    }

    // ---- Messengers

    @Test
    void changesHowLongItsOwnMessengersWalk() {
        actions.setDelay(700);
        assertEquals(700, parliament.hosted("alpha").messengers().millis());
        assertEquals(0, parliament.hosted("beta").messengers().millis());
    }
}
