using System.Text;

namespace CsMl.Core.Accounts.Import;

/// <summary>Reads fields under the names that CRMs give them, and names those that nobody knows.</summary>
internal ref partial struct JsonCursor
{
    /// <summary>
    /// Skips the value of a field that is none of these, unless the field is one of them under another name: then the
    /// next call of <see cref="NextField"/> names it so.
    /// </summary>
    public void Unknown(FieldSet fields)
    {
        if (notes is not null)
        {
            var name = Encoding.UTF8.GetString(_name[..Math.Min(_name.Length, MostNameBytes)]);
            var known = fields.Find(name);
            // A field under its own name is known and not needed here.
            if (known?.Field.Name != name && !TryRename(known) && !TryReadAccount(name))
            {
                notes.Unknown?.Invoke(_inside ? $"{_place}.{name}" : name, fields.Nearest(name));
            }
        }

        if (!_isRenamed)
        {
            _reader.Skip();
        }
    }

    /// <summary>True if the current field has been given the name that it is known by, and is to be read under it.</summary>
    private bool TakeRenamed()
    {
        _wasRenamed = _isRenamed;
        _isRenamed = false;
        return _wasRenamed;
    }

    /// <summary>True if the current field is a known one under a name that CRMs give it.</summary>
    private bool TryRename((ImportField Field, int Weakness)? known)
    {
        if (!notes!.IsLenient || _wasRenamed || known is not ({ } field, var weakness))
        {
            return false;
        }

        ref var seen = ref _inside ? ref _inner : ref _outer;
        _name = field.Utf8Name;
        var isNew = seen.Add(_name);
        if (!isNew && weakness == 0)
        {
            FailRepeated();
        }

        _isRenamed = isNew || weakness == 0;
        return _isRenamed;
    }

    /// <summary>True if the object is an item and the current field the account that it belongs to.</summary>
    private bool TryReadAccount(string name)
    {
        if (
            !notes!.IsItem
            || _inside
            || FieldSets.Table(ImportKind.Activities).Find(name) is not ({ Name: "accountId" }, var weakness)
        )
        {
            return false;
        }

        // The strongest name is the account's, in whatever order they come.
        if (notes.AccountWeakness < weakness)
        {
            return true;
        }

        _name = "accountId"u8;
        var id = Id(TextLimits.Short);
        if (id is not null && !AccountId.IsValid(id))
        {
            FailValue(AccountId.Rule);
        }
        else if (id is not null && notes.AccountId is { } other && id != other && !(weakness < notes.AccountWeakness))
        {
            FailValue(
                notes.AccountWeakness is null
                    ? $"is not the account '{other}' of the route; write that, or leave it out"
                    : $"is another account than '{other}' in the same object; name one"
            );
            notes.IsAmbiguous = true;
        }
        else if (id is not null)
        {
            notes.AccountId = id;
            notes.AccountWeakness = weakness;
        }

        return true;
    }
}
