namespace CsMl.Tests.Crm.Platform;

public sealed class PlatformStormTests : CrmStormTests
{
    private protected override async Task<IStormyCrm> StartAsync()
    {
        var rig = await PlatformRig.StartAsync();
        return new StormyPlatform(rig, rig.Data.AddPortfolio(140));
    }
}
