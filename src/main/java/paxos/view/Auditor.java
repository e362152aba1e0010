package paxos.view;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import paxos.audit.Audit;
import paxos.audit.Findings;
import paxos.audit.Outlook;
import paxos.synod.Parliament;
import paxos.trace.Event;

/// Checks a record as it is taken in, for all windows that show it. One thread takes it in and publishes what came of it;
/// JavaFX's thread, which may be the same, shows that.
public final class Auditor implements Consumer<Event> {

    /// What is shown.
    ///
    /// @param share how much of the record was taken in, 0 to 1
    private record Result(Findings findings, Outlook outlook, double share) {
    }

    private final Audit audit;
    private final AtomicReference<Result> result;
    private final ReadOnlyObjectWrapper<Findings> findings;
    private final ReadOnlyObjectWrapper<Outlook> outlook;
    private final ReadOnlyDoubleWrapper share = new ReadOnlyDoubleWrapper(this, "share", 1);

    /// Nothing has been heard yet.
    public Auditor(Parliament parliament) {
        audit = new Audit(parliament);
        Result first = new Result(audit.findings(), audit.outlook(true), 1);
        result = new AtomicReference<>(first);
        findings = new ReadOnlyObjectWrapper<>(this, "findings", first.findings());
        outlook = new ReadOnlyObjectWrapper<>(this, "outlook", first.outlook());
    }

    // ---- For the thread that takes the record in

    /// Takes in the next event of the whole parliament.
    @Override
    public void accept(Event event) {
        audit.take(event);
    }

    /// Says what came of it so far.
    ///
    /// @param done how much of the record that is, 0 to 1; of one that grows, all there is is 1
    public void publish(double done) {
        Result before = result.get();
        if (before.findings() != audit.findings() || before.share() != done) {
            result.set(new Result(audit.findings(), audit.outlook(true), done));
        }
    }

    // ---- For JavaFX's thread

    /// Shows what was published last; called once a pulse.
    public void pulse() {
        Result now = result.get();
        share.set(now.share());
        findings.set(now.findings());
        outlook.set(now.outlook());
    }

    /// What the checks have come to.
    public ReadOnlyObjectProperty<Findings> findings() {
        return findings.getReadOnlyProperty();
    }

    /// What can still be chosen.
    public ReadOnlyObjectProperty<Outlook> outlook() {
        return outlook.getReadOnlyProperty();
    }

    /// How much of the record was taken in, 0 to 1.
    public ReadOnlyDoubleProperty share() {
        return share.getReadOnlyProperty();
    }
}
