using Xunit.Abstractions;
using Xunit.Sdk;

namespace CsMl.Tests.Storage;

/// <summary>
/// A fact that a class marked with <see cref="NeedsNodeAttribute"/> skips where Node.js is not installed. The
/// conformance suite is inherited by classes that need it and classes that do not, so the class decides, not the fact.
/// </summary>
[XunitTestCaseDiscoverer("CsMl.Tests.Storage.StorageFactDiscoverer", "CsMl.Tests")]
public sealed class StorageFactAttribute : FactAttribute;

/// <summary>The tests of this class talk to Azurite, which runs on Node.js.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsNodeAttribute : Attribute
{
    /// <summary>Why the tests cannot run here, or null. A build server is to have Node.js: there they fail instead.</summary>
    public static string? SkipReason =>
        Azurite.HasNode || Azurite.IsBuildServer ? null : "Node.js is not on the PATH; Azurite needs it.";
}

public sealed class StorageFactDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions,
        ITestMethod testMethod,
        IAttributeInfo factAttribute
    ) =>
        [
            new StorageTestCase(
                diagnostics,
                discoveryOptions.MethodDisplayOrDefault(),
                discoveryOptions.MethodDisplayOptionsOrDefault(),
                testMethod
            ),
        ];
}

public sealed class StorageTestCase : XunitTestCase
{
    [Obsolete("For the deserializer", error: true)]
    public StorageTestCase() { }

    public StorageTestCase(
        IMessageSink diagnostics,
        TestMethodDisplay display,
        TestMethodDisplayOptions displayOptions,
        ITestMethod testMethod
    )
        : base(diagnostics, display, displayOptions, testMethod) { }

    protected override string? GetSkipReason(IAttributeInfo factAttribute) =>
        TestMethod.TestClass.Class.GetCustomAttributes(typeof(NeedsNodeAttribute)).Any()
            ? NeedsNodeAttribute.SkipReason
            : base.GetSkipReason(factAttribute);
}
