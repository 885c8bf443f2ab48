using Xunit.Abstractions;
using Xunit.Sdk;

namespace CsMl.Tests.Storage;

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
