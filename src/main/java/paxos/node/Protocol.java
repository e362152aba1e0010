package paxos.node;

import java.util.Set;
import paxos.synod.Input;
import paxos.synod.State;
import paxos.synod.Step;
import paxos.trace.Rule;

/// Port: by which rules a legislator acts. That is [paxos.synod.Legislator#step], unless somebody switched a rule off to
/// show what it is for.
@FunctionalInterface
public interface Protocol {

    /// What the legislator does about an input: a function of these two alone.
    Step step(State state, Input input);

    /// The rules that are switched off now; empty where all hold. From any thread.
    default Set<Rule> off() {
        return Set.of();
    }
}
