using CsMl.Tests.Http;
using CsMl.Tests.LanguageModel.Client;

namespace CsMl.Tests.LanguageModel.App;

/// <summary>Nights with a server that refuses parts of a request: what finding its form costs, however many accounts there are.</summary>
public sealed class ModelFormTests
{
    private const int Accounts = 100;
    private const int Places = 8;

    /// <summary>With the first refused request they are the eight of docs/adr/0012.</summary>
    private const int MostProbes = 7;

    [Fact]
    public async Task A_server_that_refuses_one_part_after_the_other_is_found_a_way_to_once_for_all_accounts()
    {
        await using var rig = await StartAsync();
        rig.Server.Answer = request =>
            request.Format is { } format ? FakeReply.RefusedFormat(format)
            : request.Body.ContainsKey("temperature") ? FakeReply.Of(400, "No temperature.")
            : request.Body.ContainsKey("max_tokens") ? FakeReply.Of(400, "No max_tokens.")
            : request.Messages[0].Role == "system" ? FakeReply.Of(400, "No system role.")
            : GoodModel.Reply(request);

        await rig.App.NightAsync();

        var run = await NightAsync(rig);
        Assert.Equal(Accounts, run.At("data.counts.scored").GetInt32());
        Assert.Empty(run.At("data.fallbacks").EnumerateObject());
        var forms = Forms(rig);
        Assert.Equal(Accounts, forms[^1]);
        // What is in flight before the first refusal is refused too; each further form is refused once.
        Assert.InRange(forms[0], 1, Places);
        Assert.Equal([1, 1, 1, 1], forms[1..^1]);
    }

    [Fact]
    public async Task A_server_that_refuses_every_form_is_tried_in_no_more_than_eight()
    {
        await using var rig = await StartAsync();
        rig.Server.Answer = _ => FakeReply.Of(400, "No.");

        await rig.App.NightAsync();

        var run = await NightAsync(rig);
        Assert.Equal(Accounts, run.At("data.fallbacks.llm_error").GetInt32());
        var forms = Forms(rig);
        Assert.Equal(MostProbes, forms.Skip(1).Sum());
        // The circuit opens after ten failures; what is in flight then still comes.
        Assert.InRange(forms[0], 10, 10 + Places);
    }

    private static async Task<ModelApp> StartAsync()
    {
        var rig = await ModelApp.StartAsync(("Llm:Concurrency", $"{Places}"));
        await rig.PutAsync(Accounts);
        return rig;
    }

    /// <summary>The number of requests in each form, in the order in which the forms were first sent.</summary>
    private static List<int> Forms(ModelApp rig) =>
        [
            .. rig
                .Server.Requests.GroupBy(request =>
                {
                    var form = request.Body.DeepClone().AsObject();
                    form["messages"] = string.Join(' ', request.Messages.Select(message => message.Role));
                    return form.ToJsonString();
                })
                .Select(form => form.Count()),
        ];

    private static async Task<HttpAnswer> NightAsync(ModelApp rig) =>
        (await rig.App.GetAsync(RunningApp.Portfolio($"runs/nightly-{rig.App.Clock.GetUtcNow():yyyy-MM-dd}"))).Is(200);
}
