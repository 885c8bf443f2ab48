namespace CsMl.Tests.Storage;

[CollectionDefinition(nameof(Azurite))]
public sealed class AzuriteUsers : ICollectionFixture<Azurite>;
