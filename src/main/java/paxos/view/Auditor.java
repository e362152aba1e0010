package paxos.view;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import paxos.audit.Audit;
import paxos.audit.Findings;
import paxos.audit.Outlook;
import paxos.synod.Parliament;
import paxos.trace.Event;
import paxos.trace.EventLog;

/// Checks a record as it grows, for all windows of the process. For one thread, JavaFX's.
public final class Auditor {

    private final EventLog log;
    private final Audit audit;
    private final ReadOnlyObjectWrapper<Findings> findings;
    private final ReadOnlyObjectWrapper<Outlook> outlook;
    private long next;

    /// @param log the events of the whole parliament, as far as it is heard here, in causal order
    public Auditor(Parliament parliament, EventLog log) {
        this.log = log;
        this.audit = new Audit(parliament);
        findings = new ReadOnlyObjectWrapper<>(this, "findings", audit.findings());
        outlook = new ReadOnlyObjectWrapper<>(this, "outlook", audit.outlook());
    }

    /// Takes in what is new, a bounded number of events: called once a pulse.
    public void poll() {
        boolean any = false;
        for (Event event : log.from(next)) {
            if (next > 0 && event.number() > next) {
                audit.missed();
            }
            next = event.number() + 1;
            audit.take(event);
            any = true;
        }
        if (any) {
            findings.set(audit.findings());
            outlook.set(audit.outlook());
        }
    }

    /// What the checks have come to.
    public ReadOnlyObjectProperty<Findings> findings() {
        return findings.getReadOnlyProperty();
    }

    /// What can still be chosen.
    public ReadOnlyObjectProperty<Outlook> outlook() {
        return outlook.getReadOnlyProperty();
    }
}
