package paxos.view;

import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import paxos.audit.Audit;
import paxos.audit.Findings;
import paxos.audit.Outlook;
import paxos.synod.Parliament;
import paxos.trace.Event;

/// Checks a record as it is taken in, for all windows that show it. For one thread, JavaFX's.
public final class Auditor implements Consumer<Event> {

    private final Audit audit;
    private final ReadOnlyObjectWrapper<Findings> findings;
    private final ReadOnlyObjectWrapper<Outlook> outlook;

    /// Nothing has been heard yet.
    public Auditor(Parliament parliament) {
        this.audit = new Audit(parliament);
        findings = new ReadOnlyObjectWrapper<>(this, "findings", audit.findings());
        outlook = new ReadOnlyObjectWrapper<>(this, "outlook", audit.outlook(true));
    }

    /// Takes in the next event of the whole parliament.
    @Override
    public void accept(Event event) {
        audit.take(event);
    }

    /// Says what came of it; called once a pulse.
    public void pulse() {
        findings.set(audit.findings());
        outlook.set(audit.outlook(true));
    }

    /// What can still be chosen.
    public ReadOnlyObjectProperty<Outlook> outlook() {
        return outlook.getReadOnlyProperty();
    }

    /// What the checks have come to.
    public ReadOnlyObjectProperty<Findings> findings() {
        return findings.getReadOnlyProperty();
    }
}
