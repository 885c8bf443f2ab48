using Xunit.Sdk;

namespace CsMl.Tests.Storage;

/// <summary>
/// A fact that a class marked with <see cref="NeedsNodeAttribute"/> skips where Node.js is not installed. The
/// conformance suite is inherited by classes that need it and classes that do not, so the class decides, not the fact.
/// </summary>
[XunitTestCaseDiscoverer("CsMl.Tests.Storage.StorageFactDiscoverer", "CsMl.Tests")]
public sealed class StorageFactAttribute : FactAttribute;
