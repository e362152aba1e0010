package paxos;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The house of DESIGN.md: which room may look into which. ArchUnit reads the classes as they are compiled, so every
/// use counts, imported or not.
class ArchitectureTest {

    private static final JavaClasses PROGRAM = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("paxos");

    /// Each room, and the rooms of this program that it may use.
    /// `synod <- trace <- node <- tcp, file, fault <- audit, lesson <- view <- ui <- app`; explore sees synod and trace only;
    /// only app names tcp and file.
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("synod", Set.of()),
            Map.entry("trace", Set.of("synod")),
            Map.entry("node", Set.of("synod", "trace")),
            Map.entry("node.tcp", Set.of("synod", "trace", "node")),
            Map.entry("node.file", Set.of("synod", "trace", "node")),
            Map.entry("fault", Set.of("synod", "trace", "node")),
            Map.entry("audit", Set.of("synod", "trace", "node", "fault")),
            Map.entry("lesson", Set.of("synod", "trace", "node", "fault", "audit")),
            Map.entry("explore", Set.of("synod", "trace")),
            Map.entry("view", Set.of("synod", "trace", "node", "fault", "audit", "lesson")),
            Map.entry("ui", Set.of("synod", "trace", "node", "fault", "audit", "lesson", "view")),
            Map.entry("app", Set.of("synod", "trace", "node", "node.tcp", "node.file", "fault", "audit", "lesson", "explore",
                    "view", "ui")));

    /// Rooms that the issues to come will build. To be shortened as they are built.
    private static final Set<String> NOT_BUILT_YET = Set.of("audit", "lesson", "explore");

    @TestFactory
    List<DynamicTest> eachRoomUsesOnlyTheRoomsBelowIt() {
        return MAY_USE.keySet().stream().sorted().map(room -> DynamicTest.dynamicTest(room, () -> {
            String[] others = MAY_USE.keySet().stream()
                    .filter(other -> !other.equals(room) && !MAY_USE.get(room).contains(other))
                    .map(other -> "paxos." + other).toArray(String[]::new);
            noClasses().that().resideInAPackage("paxos." + room)
                    .should().dependOnClassesThat().resideInAnyPackage(others)
                    .because("DESIGN.md lets " + room + " use only " + new TreeSet<>(MAY_USE.get(room)))
                    .allowEmptyShould(NOT_BUILT_YET.contains(room))
                    .check(PROGRAM);
        })).toList();
    }

    /// Else a new package would be free of every rule above.
    @Test
    void everyPackageIsARoomOfTheHouse() {
        Set<String> built = PROGRAM.stream().map(JavaClass::getPackageName).map(name -> name.replaceFirst("^paxos\\.", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> rooms = new TreeSet<>(MAY_USE.keySet());
        rooms.removeAll(NOT_BUILT_YET);
        assertEquals(rooms, built);
    }

    @Test
    void noPackagesFormACycle() {
        slices().matching("paxos.(**)").should().beFreeOfCycles().check(PROGRAM);
    }

    @Test
    void nothingBelowViewKnowsJavaFx() {
        noClasses().that(not(resideInAnyPackage("paxos.view", "paxos.ui", "paxos.app")))
                .should().dependOnClassesThat().resideInAnyPackage("javafx..", "org.controlsfx..", "atlantafx..", "com.sun.javafx..")
                .check(PROGRAM);
    }

    /// Logic is tested with no window: a view model has properties, no controls.
    @Test
    void viewHasNoControls() {
        noClasses().that().resideInAPackage("paxos.view")
                .should().dependOnClassesThat().resideInAnyPackage("javafx.scene..", "javafx.stage..", "javafx.animation..",
                        "javafx.application..", "javafx.concurrent..", "javafx.css..", "org.controlsfx..", "atlantafx..")
                .check(PROGRAM);
    }

    @Test
    void theCoreHasNoIoNoClockNoThreadsAndNoChance() {
        noClasses().that().resideInAPackage("paxos.synod")
                .should().dependOnClassesThat(not(resideInAnyPackage("paxos.synod", "java.lang", "java.lang.invoke",
                        "java.lang.runtime", "java.util", "java.util.function", "java.util.stream")))
                .check(PROGRAM);
        Set<String> classes = Set.of("java.util.Random", "java.util.SplittableRandom", "java.util.UUID", "java.util.Date",
                "java.util.Calendar", "java.util.Timer", "java.util.Scanner", "java.util.Formatter", "java.lang.Thread",
                "java.lang.ProcessBuilder", "java.lang.Runtime");
        noClasses().that().resideInAPackage("paxos.synod")
                .should().dependOnClassesThat(describe("are a clock, chance or a thread",
                        used -> classes.contains(used.getName())))
                .orShould().accessTargetWhere(describe("it reads a clock or draws chance",
                        access -> access.getTargetOwner().isEquivalentTo(System.class)
                                && !access.getName().equals("arraycopy")
                                || access.getTargetOwner().isEquivalentTo(Math.class) && access.getName().equals("random")))
                .check(PROGRAM);
    }

    /// Several windows share a process: what is static is shared by all of them.
    @Test
    void noFieldIsStaticAndMutable() {
        fields().that().areStatic().and().areDeclaredInClassesThat(resideInAPackage("paxos..")).should().beFinal()
                .check(PROGRAM);
    }

    @Test
    void onlyAppEndsTheProcess() {
        noClasses().that().resideOutsideOfPackage("paxos.app")
                .should().callMethod(System.class, "exit", int.class)
                .orShould().callMethod(Runtime.class, "exit", int.class)
                .orShould().callMethod(Runtime.class, "halt", int.class)
                .check(PROGRAM);
    }

    @Test
    void nobodyPrintsAStackTraceAndOnlyAppPrintsAtAll() {
        noClasses().should().callMethodWhere(describe("it is printStackTrace",
                call -> call.getName().equals("printStackTrace"))).check(PROGRAM);
        noClasses().that().resideOutsideOfPackage("paxos.app")
                .should().accessField(System.class, "out").orShould().accessField(System.class, "err")
                .check(PROGRAM);
    }

    /// A program, not a library: nobody outside needs its packages.
    @Test
    void theModuleExportsNothing() {
        ModuleDescriptor module = ModuleFinder.of(Path.of(
                        PROGRAM.get("paxos.app.Main").getSource().orElseThrow().getUri()).getParent().getParent().getParent())
                .find("paxos").orElseThrow().descriptor();
        assertEquals(Set.of(), module.exports());
        assertTrue(module.opens().stream().allMatch(opened -> opened.isQualified()), module.opens().toString());
    }
}
