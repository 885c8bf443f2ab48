namespace CsMl.Tests.Crm.Http;

public sealed class AdapterStormTests : CrmStormTests
{
    private protected override async Task<IStormyCrm> StartAsync() =>
        new StormyAdapter(await AdapterRig.StartAsync(), 140);
}
