package paxos.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import paxos.synod.Decree;

/// What a person can do to a node. Everything returns at once; what could not be done is told in [#trouble].
public final class NodeActions {

    private final House house;
    private final HostedNode hosted;
    private final Executor screen;
    private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper(this, "trouble", "");

    /// @param house  the parliament
    /// @param hosted whose actions these are
    /// @param screen runs what changes properties, on JavaFX's thread
    public NodeActions(House house, HostedNode hosted, Executor screen) {
        this.house = house;
        this.hosted = hosted;
        this.screen = screen;
    }

    /// Starts a ballot.
    ///
    /// @param wish the decree wished for, as typed; blank means what the program was started with
    public void startBallot(String wish) {
        trouble.set("");
        try {
            Optional<Decree> decree = wish.isBlank() ? house.wish()
                    : Optional.of(new Decree(Integer.parseInt(wish.strip())));
            report(hosted.node().propose(decree));
        } catch (NumberFormatException notANumber) {
            trouble.set("“%s” is no decree: a decree is a whole number from %d to %d. Leave the field empty for the ballot's number."
                    .formatted(wish.strip(), Integer.MIN_VALUE, Integer.MAX_VALUE));
        }
    }

    /// Crashes the node.
    public void crash() {
        trouble.set("");
        report(hosted.node().crash());
    }

    /// Brings the node back from its ledger.
    public void restart() {
        trouble.set("");
        report(hosted.node().open());
    }

    /// Makes every node that is hosted here forget the parliament, and then come back. All of them first crash, so that
    /// no messenger carries an old decree into the new parliament.
    public void newParliament() {
        trouble.set("");
        List<CompletableFuture<Void>> crashed = house.hosted().stream().map(each -> each.node().crash()).toList();
        report(all(crashed)
                .thenCompose(_ -> all(house.hosted().stream().map(each -> each.node().forget()).toList()))
                .thenCompose(_ -> all(house.hosted().stream().map(each -> each.node().open()).toList())));
    }

    /// The legislators that [#newParliament] does not reach, since they sit elsewhere.
    public List<String> seatedElsewhere() {
        List<String> elsewhere = new ArrayList<>(house.parliament().legislators());
        house.hosted().forEach(here -> elsewhere.remove(here.node().name()));
        return elsewhere;
    }

    /// Changes how long this node's messengers walk.
    ///
    /// @param millis 0 to [paxos.fault.Delay#LONGEST_MILLIS]
    public void setDelay(int millis) {
        hosted.messengers().setMillis(millis);
    }

    /// Why the last action could not be done, a sentence; empty where it could.
    public ReadOnlyStringProperty trouble() {
        return trouble.getReadOnlyProperty();
    }

    /// Takes note that the trouble was read.
    public void dismissTrouble() {
        trouble.set("");
    }

    private static CompletableFuture<Void> all(List<CompletableFuture<Void>> each) {
        return CompletableFuture.allOf(each.toArray(CompletableFuture[]::new));
    }

    private void report(CompletableFuture<Void> done) {
        done.whenComplete((_, failed) -> {
            if (failed != null) {
                Throwable cause = failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
                screen.execute(() -> trouble.set(cause.getMessage()));
            }
        });
    }
}
