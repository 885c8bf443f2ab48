using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Ctas;

namespace CsMl.Tests.Crm;

/// <summary>
/// A CRM's CTAs in memory, without idempotency keys: each create that arrives makes another, and one is found only by the
/// app's id in it. A create drops the owner.
/// </summary>
internal sealed class FakeCtaDesk : ICtaSink
{
    private readonly Lock _gate = new();
    private readonly List<(string OwnId, SentCta Cta)> _ctas = [];
    private int _created;

    /// <summary>Called before each call, with its name and the CTA.</summary>
    public Func<string, Cta, Task<SinkFault>> Before { get; set; } = (_, _) => Task.FromResult(SinkFault.None);

    /// <summary>The calls that arrived.</summary>
    public List<string> Calls { get; } = [];

    public IReadOnlyList<(string OwnId, SentCta Cta)> Ctas
    {
        get
        {
            lock (_gate)
            {
                return [.. _ctas];
            }
        }
    }

    public void DeleteAll()
    {
        lock (_gate)
        {
            _ctas.Clear();
        }
    }

    public Task<SentCta?> FindAsync(string tenant, Cta cta, CancellationToken cancellation) =>
        CallAsync("find", cta, () => _ctas.Find(one => one.OwnId == cta.Id).Cta, cancellation);

    public async Task<SentCta> CreateAsync(string tenant, Cta cta, CancellationToken cancellation) =>
        (await CallAsync("create", cta, () => Create(cta), cancellation))!;

    public async Task<bool> UpdateAsync(
        string tenant,
        SentCta sent,
        Cta cta,
        string? notes,
        CancellationToken cancellation
    ) => await CallAsync("update", cta, () => Update(sent.CrmId, cta), cancellation) is not null;

    private async Task<SentCta?> CallAsync(string name, Cta cta, Func<SentCta?> act, CancellationToken cancellation)
    {
        var fault = await Before(name, cta).WaitAsync(cancellation);
        if (fault == SinkFault.Lost)
        {
            throw new HttpRequestException("The connection was refused.");
        }

        lock (_gate)
        {
            Calls.Add(name);
            var answer = fault == SinkFault.Refused ? throw new CrmRefusedException("400: no such owner") : act();
            return fault == SinkFault.AnswerLost ? throw new TimeoutException("No answer arrived.") : answer;
        }
    }

    private SentCta Create(Cta cta)
    {
        var made = new SentCta($"crm{++_created}", CtaState.Of(cta) with { OwnerId = null, Status = CtaStatus.Open });
        _ctas.Add((cta.Id, made));
        return made;
    }

    private SentCta? Update(string crmId, Cta cta)
    {
        var at = _ctas.FindIndex(one => one.Cta.CrmId == crmId);
        return at < 0 ? null : (_ctas[at] = (cta.Id, new SentCta(crmId, CtaState.Of(cta)))).Cta;
    }
}
