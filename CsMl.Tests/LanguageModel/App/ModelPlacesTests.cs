namespace CsMl.Tests.LanguageModel.App;

/// <summary>How a night uses the calls that a model takes at once.</summary>
public sealed class ModelPlacesTests
{
    private const int Places = 8;

    /// <summary>Ten in each bucket or so: a page fills the places once and ends with a few calls.</summary>
    private const int Accounts = 160;

    [Fact]
    public async Task No_place_is_empty_while_accounts_wait()
    {
        await using var rig = await ModelApp.StartAsync(("Llm:Concurrency", $"{Places}"));
        await rig.PutAsync(Accounts);
        var rounds = new Rounds(Accounts);
        rig.Server.Answer = request => GoodModel.Reply(request).After(rounds.JoinAsync());

        await rig.App.NightAsync().WaitAsync(HangGuard.Limit);

        Assert.Equal((Accounts, Places), (rig.Server.Requests.Count, rig.Server.MostInFlight));
    }

    /// <summary>Answers calls only when every place is taken, or when there are no more calls.</summary>
    private sealed class Rounds(int calls)
    {
        private readonly Lock _gate = new();
        private TaskCompletionSource _round = Begin();
        private int _joined;

        public Task JoinAsync()
        {
            lock (_gate)
            {
                var round = _round;
                if (++_joined % Places == 0 || _joined == calls)
                {
                    _round = Begin();
                    round.SetResult();
                }

                return round.Task;
            }
        }

        private static TaskCompletionSource Begin() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
