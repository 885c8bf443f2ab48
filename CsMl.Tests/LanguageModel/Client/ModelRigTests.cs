using Xunit.Sdk;

namespace CsMl.Tests.LanguageModel.Client;

public sealed class ModelRigTests
{
    [Fact]
    public async Task A_call_that_does_not_pause_fails_the_wait_for_its_pause()
    {
        await using var rig = await ModelRig.StartAsync(FakeApi.OpenAi);

        var failed = await Assert.ThrowsAnyAsync<XunitException>(() => rig.PassBackoffAsync(rig.Begin()));

        Assert.StartsWith("The call ended without a pause", failed.Message, StringComparison.Ordinal);
    }
}
