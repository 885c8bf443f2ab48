namespace CsMl.Core.Accounts.Import;

/// <summary>
/// Adds items to the history of an account. One with an id that the account has takes the other's place, and one
/// without that is there already is not added again, so that a file can be imported twice.
/// </summary>
public sealed class AddItems(string accountId) : FactsUpdate(accountId)
{
    private readonly List<Activity> _activities = [];
    private readonly List<Ticket> _tickets = [];
    private readonly List<HealthSnapshot> _health = [];
    private readonly List<Contact> _contacts = [];
    private readonly List<Opportunity> _opportunities = [];

    public override AccountFacts? Apply(AccountFacts? known) =>
        known is null
            ? null
            : known with
            {
                Activities = Merge(known.Activities, _activities, static a => a.Id ?? (object)a),
                Tickets = Merge(known.Tickets, _tickets, static t => t.Id ?? (object)t),
                HealthHistory = Merge(known.HealthHistory, _health, static h => h.Date),
                // Most exports of these have no ids; a name is one within an account.
                Contacts = Merge(known.Contacts, _contacts, static c => c.Id ?? Name(c.Name) ?? c),
                Opportunities = Merge(known.Opportunities, _opportunities, static o => o.Id ?? Name(o.Name) ?? o),
            };

    public override FactsUpdate For(string accountId)
    {
        var update = new AddItems(accountId);
        update.Add(this);
        return update;
    }

    internal void Add(Activity activity) => _activities.Add(activity);

    internal void Add(Ticket ticket) => _tickets.Add(ticket);

    internal void Add(HealthSnapshot snapshot) => _health.Add(snapshot);

    internal void Add(Contact contact) => _contacts.Add(contact);

    internal void Add(Opportunity opportunity) => _opportunities.Add(opportunity);

    /// <summary>Adds the items of another update.</summary>
    public void Add(AddItems other)
    {
        _activities.AddRange(other._activities);
        _tickets.AddRange(other._tickets);
        _health.AddRange(other._health);
        _contacts.AddRange(other._contacts);
        _opportunities.AddRange(other._opportunities);
    }

    /// <summary>A key that is no id's.</summary>
    private static object? Name(string? name) => name is null ? null : (name.ToUpperInvariant(), IsName: true);

    private static IReadOnlyList<T> Merge<T>(IReadOnlyList<T> known, List<T> told, Func<T, object> key)
    {
        if (told.Count == 0)
        {
            return known;
        }

        var places = new Dictionary<object, int>();
        List<T> all = [.. known];
        for (var i = 0; i < all.Count; i++)
        {
            places[key(all[i])] = i;
        }

        foreach (var item in told)
        {
            if (places.TryGetValue(key(item), out var place))
            {
                all[place] = item;
            }
            else
            {
                places[key(item)] = all.Count;
                all.Add(item);
            }
        }

        return all;
    }
}
